/** What only the page of accounts says. */
export default {
  'Which network?': 'Welk netwerk?',
  'No network is called so.': 'Geen netwerk heet zo.',
  'Test and save': 'Testen en opslaan',
  'Save all the same': 'Toch opslaan',
  'When and how much': 'Wanneer en hoeveel',
  Broken: 'Defect',
  'Enter it anew.': 'Voer deze opnieuw in.',
  'Posts go': 'Berichten gaan uit',
  'Access ends in {0} days': 'Toegang eindigt over {0} dagen',
  'Sign in again.': 'Meld u opnieuw aan.',
  'Enter a new token.': 'Voer een nieuw token in.',
  Details: 'Details',
  'Remove {0}': '{0} verwijderen',
  'Removed: {0}': 'Verwijderd: {0}',
  'Leave it as it is': 'Zo laten',
  'looks at what pages show': 'bekijkt wat pagina’s tonen',
};
