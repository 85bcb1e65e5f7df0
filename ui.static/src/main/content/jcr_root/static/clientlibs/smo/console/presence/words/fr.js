/** What only the page of accounts says. */
export default {
  'Which network?': 'Quel réseau ?',
  'No network is called so.': 'Aucun réseau ne s’appelle ainsi.',
  'Test and save': 'Tester et enregistrer',
  'Save all the same': 'Enregistrer quand même',
  'When and how much': 'Quand et combien',
  Broken: 'En panne',
  'Enter it anew.': 'Saisissez-la à nouveau.',
  'Posts go': 'Les publications partent',
  'Access ends in {0} days': 'L’accès se termine dans {0} jours',
  'Sign in again.': 'Connectez-vous à nouveau.',
  'Enter a new token.': 'Saisissez un nouveau jeton.',
  Details: 'Détails',
  'Remove {0}': 'Retirer {0}',
  'Removed: {0}': 'Retirée : {0}',
  'Leave it as it is': 'Laisser tel quel',
  'looks at what pages show': 'regarde ce que les pages montrent',
};
