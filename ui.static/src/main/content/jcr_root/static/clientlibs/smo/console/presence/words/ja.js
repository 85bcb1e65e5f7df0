/** What only the page of accounts says. */
export default {
  'Which network?': 'どのネットワークですか?',
  'No network is called so.': 'その名前のネットワークはありません。',
  'Test and save': 'テストして保存',
  'Save all the same': 'それでも保存',
  'When and how much': 'いつ、どのくらい',
  Broken: '故障',
  'Enter it anew.': '入力し直してください。',
  'Posts go': '投稿されます',
  'Access ends in {0} days': 'あと {0} 日でアクセス期限です',
  'Sign in again.': 'もう一度サインインしてください。',
  'Enter a new token.': '新しいトークンを入力してください。',
  Details: '詳細',
  'Remove {0}': '{0} を削除',
  'Removed: {0}': '削除しました: {0}',
  'Leave it as it is': 'このままにする',
  'looks at what pages show': 'ページに表示されたものを見る',
};
