/** Letters that the digit reader tells apart, in the order of its outputs; `?` is anything that is no part of a figure. */
export const alphabet = '0123456789.,-/+?'
