/** Digits only: no exponent, whatever the size. */
export function decimal(value: number): string {
  // Nearly all are small whole numbers.
  if (Number.isSafeInteger(value)) return String(value)
  const text = String(value)
  return /e/i.test(text) ? value.toLocaleString('en-US', { useGrouping: false, maximumFractionDigits: 20 }) : text
}
