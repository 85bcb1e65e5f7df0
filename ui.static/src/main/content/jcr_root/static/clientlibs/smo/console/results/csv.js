/** Tables as files for spreadsheets. */

/** A spreadsheet takes what begins like this for a formula, which could call other machines. */
const FORMULA = /^[=+\-@\t\r]/;

/** So does what stands behind a separator of other countries than ours. */
const NEXT = /([;\t] *)(?=[=+\-@])/g;

/** One cell: a number as it is; null, what is not available, as nothing; a text so that no spreadsheet computes it. */
export function cell(value) {
  if (value === null || value === undefined) {
    return '';
  }
  if (typeof value === 'number') {
    return String(value);
  }
  const text = (FORMULA.test(value.trimStart()) || FORMULA.test(value) ? `'${value}` : value).replace(NEXT, "$1'");
  return /[",;\t\r\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
}

/** Lines of cells as RFC 4180 writes them, with a mark in front by which spreadsheets know UTF-8. */
export function csv(lines) {
  return `\uFEFF${lines.map((line) => line.map(cell).join(',')).join('\r\n')}\r\n`;
}

/** Lets a person save a text as a file. */
export function save(name, text) {
  const address = URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}
