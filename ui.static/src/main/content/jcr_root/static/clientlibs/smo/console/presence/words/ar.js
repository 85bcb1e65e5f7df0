/** What only the page of accounts says. */
export default {
  'Which network?': 'أي شبكة؟',
  'No network is called so.': 'لا توجد شبكة بهذا الاسم.',
  'Test and save': 'اختبار وحفظ',
  'Save all the same': 'احفظ رغم ذلك',
  'When and how much': 'متى وكم',
  Broken: 'معطل',
  'Enter it anew.': 'أدخله من جديد.',
  'Posts go': 'المنشورات تُرسل',
  'Access ends in {0} days': 'ينتهي الوصول خلال {0} أيام',
  'Sign in again.': 'سجّل الدخول من جديد.',
  'Enter a new token.': 'أدخل رمزًا جديدًا.',
  Details: 'التفاصيل',
  'Remove {0}': 'إزالة {0}',
  'Removed: {0}': 'أُزيل: {0}',
  'Leave it as it is': 'اتركه كما هو',
  'looks at what pages show': 'يتابع ما تعرضه الصفحات',
};
