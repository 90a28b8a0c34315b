/** Digits only: no exponent, whatever the size. */
export function decimal(value: number): string {
  const text = String(value)
  return /e/i.test(text) ? value.toLocaleString('en-US', { useGrouping: false, maximumFractionDigits: 20 }) : text
}
