/** 'Acme', or '3 customers' of items that several owe. */
export function whoseItems(
  customerName: string,
  items: readonly { readonly customerName: string }[],
): string {
  const names = new Set(items.map((item) => item.customerName));
  return names.size > 1 ? `${names.size} customers` : customerName;
}
