export const digitWeights = ''
