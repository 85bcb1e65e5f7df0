/** What only the page of accounts says. */
export default {
  'Which network?': 'Która sieć?',
  'No network is called so.': 'Żadna sieć tak się nie nazywa.',
  'Test and save': 'Sprawdź i zapisz',
  'Save all the same': 'Zapisz mimo to',
  'When and how much': 'Kiedy i ile',
  Broken: 'Uszkodzone',
  'Enter it anew.': 'Wprowadź je od nowa.',
  'Posts go': 'Wpisy wychodzą',
  'Access ends in {0} days': 'Dostęp kończy się za {0} dni',
  'Sign in again.': 'Zaloguj się ponownie.',
  'Enter a new token.': 'Wprowadź nowy token.',
  Details: 'Szczegóły',
  'Remove {0}': 'Usuń {0}',
  'Removed: {0}': 'Usunięto: {0}',
  'Leave it as it is': 'Zostaw, jak jest',
  'looks at what pages show': 'ogląda to, co pokazują strony',
};
