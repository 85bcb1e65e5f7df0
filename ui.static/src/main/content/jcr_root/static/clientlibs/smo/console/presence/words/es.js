/** What only the page of accounts says. */
export default {
  'Which network?': '¿Qué red?',
  'No network is called so.': 'Ninguna red se llama así.',
  'Test and save': 'Probar y guardar',
  'Save all the same': 'Guardar de todos modos',
  'When and how much': 'Cuándo y cuánto',
  Broken: 'Averiada',
  'Enter it anew.': 'Introdúzcala de nuevo.',
  'Posts go': 'Las publicaciones salen',
  'Access ends in {0} days': 'El acceso termina en {0} días',
  'Sign in again.': 'Inicie sesión de nuevo.',
  'Enter a new token.': 'Introduzca un nuevo token.',
  Details: 'Detalles',
  'Remove {0}': 'Quitar {0}',
  'Removed: {0}': 'Quitada: {0}',
  'Leave it as it is': 'Dejarla como está',
  'looks at what pages show': 'mira lo que muestran las páginas',
};
