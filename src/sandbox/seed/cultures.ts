import type { Culture, Name } from './culture.ts'
import { latinCultures } from './latin-names.ts'

/** `名/mei` pairs, separated by spaces. */
function paired(names: string): Name[] {
  return names.split(' ').map((pair) => {
    const [name = '', latin = ''] = pair.split('/')
    return [name, latin] as const
  })
}

const others: Culture[] = [
  {
    share: 0.08,
    language: 'zh',
    country: 'CN',
    cities: ['上海', '成都', '深圳'],
    familyFirst: true,
    given: paired(
      '伟/wei 芳/fang 娜/na 敏/min 静/jing 强/qiang 磊/lei 洋/yang 艳/yan 杰/jie 子涵/zihan 雨桐/yutong 浩然/haoran',
    ),
    family: paired('李/li 王/wang 张/zhang 刘/liu 陈/chen 杨/yang 赵/zhao 黄/huang 周/zhou 吴/wu'),
  },
  {
    share: 0.06,
    language: 'ja',
    country: 'JP',
    cities: ['東京', '大阪', '札幌'],
    familyFirst: true,
    given: paired(
      '芽衣/mei 蓮/ren 陽菜/hina 大翔/hiroto 結衣/yui 湊/minato さくら/sakura ひなた/hinata ユウキ/yuki アオイ/aoi',
    ),
    family: paired('田中/tanaka 佐藤/sato 鈴木/suzuki 高橋/takahashi 伊藤/ito 小林/kobayashi'),
  },
  {
    share: 0.05,
    language: 'ko',
    country: 'KR',
    cities: ['서울', '부산', '인천'],
    familyFirst: true,
    given: paired(
      '서연/seoyeon 민준/minjun 지우/jiwoo 하은/haeun 도윤/doyoon 수아/sua 준서/junseo',
    ),
    family: paired('김/kim 이/lee 박/park 최/choi 정/jung 강/kang'),
  },
  {
    share: 0.06,
    language: 'ar',
    country: 'EG',
    cities: ['القاهرة', 'الإسكندرية', 'الجيزة'],
    given: paired(
      'عمر/omar فاطمة/fatima يوسف/yousef مريم/mariam أحمد/ahmed ليلى/layla خالد/khaled نور/nour سارة/sara',
    ),
    family: paired(
      'حداد/haddad منصور/mansour الخطيب/alkhatib سالم/salem نجار/najjar عبدالله/abdullah',
    ),
  },
  {
    share: 0.02,
    language: 'he',
    country: 'IL',
    cities: ['תל אביב', 'חיפה'],
    given: paired('נועה/noa איתי/itay מאיה/maya דניאל/daniel תמר/tamar יונתן/yonatan'),
    family: paired('כהן/cohen לוי/levi מזרחי/mizrahi פרידמן/friedman'),
  },
  {
    share: 0.06,
    language: 'uk',
    country: 'UA',
    cities: ['Київ', 'Львів', 'Одеса'],
    given: paired(
      'Іван/ivan Ольга/olha Дмитро/dmytro Анна/anna Сергій/serhiy Марія/maria Олексій/oleksiy Катерина/kateryna',
    ),
    family: paired(
      'Петренко/petrenko Іваненко/ivanenko Коваль/koval Шевченко/shevchenko Мороз/moroz Бондар/bondar',
    ),
  },
  {
    share: 0.03,
    language: 'el',
    country: 'GR',
    cities: ['Αθήνα', 'Θεσσαλονίκη'],
    given: paired('Ελένη/eleni Γιώργος/giorgos Μαρία/maria Νίκος/nikos Σοφία/sofia Κώστας/kostas'),
    family: paired(
      'Παπαδόπουλος/papadopoulos Βασιλείου/vasileiou Γεωργίου/georgiou Οικονόμου/oikonomou',
    ),
  },
  {
    share: 0.06,
    language: 'hi',
    country: 'IN',
    cities: ['मुंबई', 'दिल्ली', 'पुणे'],
    given: paired(
      'प्रिया/priya अर्जुन/arjun अनन्या/ananya रोहन/rohan दिया/diya विक्रम/vikram आरव/aarav',
    ),
    family: paired('शर्मा/sharma पटेल/patel सिंह/singh गुप्ता/gupta नायर/nair वर्मा/verma'),
  },
  {
    share: 0.03,
    language: 'bn',
    country: 'BD',
    cities: ['ঢাকা', 'চট্টগ্রাম'],
    given: paired('রাহুল/rahul সুমি/sumi তানভীর/tanvir নুসরাত/nusrat আরিফ/arif'),
    family: paired('হোসেন/hossain রহমান/rahman দাস/das চৌধুরী/chowdhury'),
  },
  {
    share: 0.02,
    language: 'ta',
    country: 'LK',
    cities: ['கொழும்பு', 'யாழ்ப்பாணம்'],
    given: paired('கவிதா/kavitha அருண்/arun மீனா/meena கார்த்திக்/karthik'),
    family: paired('குமார்/kumar ராஜா/raja செல்வம்/selvam'),
  },
  {
    share: 0.03,
    language: 'th',
    country: 'TH',
    cities: ['กรุงเทพ', 'เชียงใหม่'],
    given: paired('สมชาย/somchai มาลี/malee นภา/napha อนันต์/anan พลอย/ploy'),
    family: paired('ศรีสุข/srisuk ใจดี/jaidee ทองคำ/thongkham วงศ์/wong'),
  },
  {
    share: 0.015,
    language: 'ka',
    country: 'GE',
    cities: ['თბილისი', 'ბათუმი'],
    given: paired('ნინო/nino გიორგი/giorgi მარიამ/mariam ლუკა/luka'),
    family: paired('ბერიძე/beridze კაპანაძე/kapanadze გელაშვილი/gelashvili'),
  },
  {
    share: 0.015,
    language: 'hy',
    country: 'AM',
    cities: ['Երևան', 'Գյումրի'],
    given: paired('Անի/ani Արամ/aram Լիլիթ/lilit Տիգրան/tigran'),
    family: paired('Պետրոսյան/petrosyan Գրիգորյան/grigoryan Հակոբյան/hakobyan'),
  },
  {
    share: 0.02,
    language: 'am',
    country: 'ET',
    cities: ['አዲስ አበባ', 'ሐዋሳ'],
    given: paired('አበበ/abebe ሰላም/selam ዳዊት/dawit ሄለን/helen'),
    family: paired('ተስፋዬ/tesfaye ከበደ/kebede ገብረ/gebre'),
  },
]

export const cultures: readonly Culture[] = [...latinCultures, ...others]
