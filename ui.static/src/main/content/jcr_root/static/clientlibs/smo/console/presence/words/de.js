/** What only the page of accounts says. */
export default {
  'Which network?': 'Welches Netzwerk?',
  'No network is called so.': 'Kein Netzwerk heißt so.',
  'Test and save': 'Prüfen und speichern',
  'Save all the same': 'Trotzdem speichern',
  'When and how much': 'Wann und wie viel',
  Broken: 'Defekt',
  'Enter it anew.': 'Geben Sie sie neu ein.',
  'Posts go': 'Beiträge gehen hinaus',
  'Access ends in {0} days': 'Zugang endet in {0} Tagen',
  'Sign in again.': 'Melden Sie sich neu an.',
  'Enter a new token.': 'Geben Sie ein neues Token ein.',
  Details: 'Einzelheiten',
  'Remove {0}': '{0} entfernen',
  'Removed: {0}': 'Entfernt: {0}',
  'Leave it as it is': 'So lassen',
  'looks at what pages show': 'sieht sich an, was Seiten zeigen',
};
