/** Given names and family names that go together, with the letters an id is made of. */
export type Culture = {
  share: number
  language: string
  country: string
  familyFirst?: boolean
  given: readonly (readonly [name: string, latin: string])[]
  family: readonly (readonly [name: string, latin: string])[]
}

const same = (names: string) =>
  names.split(' ').map(
    (name) =>
      [
        name,
        name
          .normalize('NFD')
          .replace(/[^a-zA-Z]/g, '')
          .toLowerCase(),
      ] as const,
  )

const paired = (names: string) =>
  names.split(' ').map((pair) => {
    const [name = '', latin = ''] = pair.split('/')
    return [name, latin] as const
  })

export const cultures: readonly Culture[] = [
  {
    share: 0.26,
    language: 'en',
    country: 'GB',
    given: same(
      'Anna Grace Max Oliver Emma Jack Sophie Harry Lucy Daniel Chloe Ryan Megan Leo Ruby',
    ),
    family: same('Bell Okafor Smith Taylor Wilson Clarke Hughes Adeyemi Walker Green Morgan Reid'),
  },
  {
    share: 0.16,
    language: 'es',
    country: 'ES',
    given: same('José María Lucía Ángel Sofía Martín Inés Raúl Belén Andrés Nuria Iván'),
    family: same('Núñez García Muñoz Peña Ibáñez Castro Romero Gómez Díaz Vega'),
  },
  {
    share: 0.1,
    language: 'de',
    country: 'DE',
    given: same('Zoë Björk Jürgen Anneliese Søren Chloé Łukasz Tomasz Åsa Renée François Mireille'),
    family: same('Lindqvist Guðmundsdóttir Müller Kowalczyk Ørsted Dvořák Lefèvre Šimić Groß'),
  },
  {
    share: 0.12,
    language: 'zh',
    country: 'CN',
    familyFirst: true,
    given: paired('伟/wei 芳/fang 娜/na 敏/min 静/jing 强/qiang 磊/lei 洋/yang 艳/yan 杰/jie'),
    family: paired('李/li 王/wang 张/zhang 刘/liu 陈/chen 杨/yang 赵/zhao 黄/huang'),
  },
  {
    share: 0.08,
    language: 'ja',
    country: 'JP',
    familyFirst: true,
    given: paired('芽衣/mei 蓮/ren 陽菜/hina 大翔/hiroto 結衣/yui 湊/minato'),
    family: paired('田中/tanaka 佐藤/sato 鈴木/suzuki 高橋/takahashi 伊藤/ito'),
  },
  {
    share: 0.1,
    language: 'ar',
    country: 'EG',
    given: paired(
      'عمر/omar فاطمة/fatima يوسف/yousef مريم/mariam أحمد/ahmed ليلى/layla خالد/khaled',
    ),
    family: paired('حداد/haddad منصور/mansour الخطيب/alkhatib سالم/salem نجار/najjar'),
  },
  {
    share: 0.1,
    language: 'ru',
    country: 'UA',
    given: paired(
      'Иван/ivan Ольга/olga Дмитрий/dmitry Анна/anna Сергей/sergey Мария/maria Олексій/oleksiy',
    ),
    family: paired(
      'Петров/petrov Іваненко/ivanenko Соколова/sokolova Шевченко/shevchenko Морозов/morozov',
    ),
  },
  {
    share: 0.08,
    language: 'hi',
    country: 'IN',
    given: paired('प्रिया/priya अर्जुन/arjun अनन्या/ananya रोहन/rohan दिया/diya विक्रम/vikram'),
    family: paired('शर्मा/sharma पटेल/patel सिंह/singh गुप्ता/gupta नायर/nair'),
  },
]
