/** What only the page of accounts says. */
export default {
  'Which network?': 'Qual rede?',
  'No network is called so.': 'Nenhuma rede se chama assim.',
  'Test and save': 'Testar e guardar',
  'Save all the same': 'Guardar mesmo assim',
  'When and how much': 'Quando e quanto',
  Broken: 'Avariada',
  'Enter it anew.': 'Introduza-a de novo.',
  'Posts go': 'As publicações saem',
  'Access ends in {0} days': 'O acesso termina em {0} dias',
  'Sign in again.': 'Inicie sessão de novo.',
  'Enter a new token.': 'Introduza um novo token.',
  Details: 'Detalhes',
  'Remove {0}': 'Remover {0}',
  'Removed: {0}': 'Removida: {0}',
  'Leave it as it is': 'Deixar como está',
  'looks at what pages show': 'observa o que as páginas mostram',
};
