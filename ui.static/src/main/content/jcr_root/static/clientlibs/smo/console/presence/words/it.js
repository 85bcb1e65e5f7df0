/** What only the page of accounts says. */
export default {
  'Which network?': 'Quale rete?',
  'No network is called so.': 'Nessuna rete si chiama così.',
  'Test and save': 'Prova e salva',
  'Save all the same': 'Salva comunque',
  'When and how much': 'Quando e quanto',
  Broken: 'Guasta',
  'Enter it anew.': 'La inserisca di nuovo.',
  'Posts go': 'I post partono',
  'Access ends in {0} days': 'L’accesso termina tra {0} giorni',
  'Sign in again.': 'Acceda di nuovo.',
  'Enter a new token.': 'Inserisca un nuovo token.',
  Details: 'Dettagli',
  'Remove {0}': 'Rimuovi {0}',
  'Removed: {0}': 'Rimosso: {0}',
  'Leave it as it is': 'Lascia com’è',
  'looks at what pages show': 'guarda ciò che le pagine mostrano',
};
