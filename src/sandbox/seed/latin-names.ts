import type { Culture, Name } from './culture.ts'

/** Names in Latin letters; what an id is made of is the same without marks. */
function same(names: string): Name[] {
  return names.split(' ').map((name) => {
    const plain = name.replaceAll('ø', 'o').replaceAll('ł', 'l').replaceAll('Ł', 'L')
    const letters = plain.replaceAll('ß', 'ss').replaceAll('ı', 'i').normalize('NFD')
    return [name, letters.replace(/[^a-zA-Z]/g, '').toLowerCase()] as const
  })
}

export const latinCultures: Culture[] = [
  {
    share: 0.14,
    language: 'en',
    country: 'US',
    cities: ['Austin', 'Chicago', 'Portland', 'Brooklyn'],
    given: same(
      'Anna Grace Max Oliver Emma Jack Sophie Harry Lucy Daniel Chloe Ryan Megan Leo Ruby Aaliyah Mason Harper Ethan Zoe Caleb Nora',
    ),
    family: same(
      'Bell Smith Taylor Wilson Clarke Hughes Walker Green Morgan Reid Johnson Brooks Foster Hayes Carter Price Ward',
    ),
  },
  {
    share: 0.05,
    language: 'en',
    country: 'NG',
    cities: ['Lagos', 'Abuja', 'Ibadan'],
    given: same('Chidi Ngozi Emeka Amara Tunde Funmi Ifeoma Segun Zainab Kelechi'),
    family: same('Okafor Adeyemi Okonkwo Balogun Eze Nwosu Bello Adichie'),
  },
  {
    share: 0.08,
    language: 'es',
    country: 'MX',
    cities: ['Ciudad de México', 'Mérida', 'Puebla'],
    given: same(
      'José María Lucía Ángel Sofía Martín Inés Raúl Belén Andrés Nuria Iván Ximena Joaquín',
    ),
    family: same('Núñez García Muñoz Peña Ibáñez Castro Romero Gómez Díaz Vega Ordóñez Flores'),
  },
  {
    share: 0.05,
    language: 'pt',
    country: 'BR',
    cities: ['São Paulo', 'Recife', 'Belo Horizonte'],
    given: same('João Beatriz Thiago Larissa Gabriel Júlia Luís Letícia Caio Antônia'),
    family: same('Silva Araújo Souza Conceição Ribeiro Magalhães Assunção Teixeira'),
  },
  {
    share: 0.04,
    language: 'fr',
    country: 'FR',
    cities: ['Lyon', 'Nantes', 'Besançon'],
    given: same('Chloé François Mireille Théo Renée Zoë Benoît Anaïs Gaël Océane'),
    family: same('Lefèvre Dubois Moreau Girard Rousseau Legrand Bérenger Hébert'),
  },
  {
    share: 0.03,
    language: 'de',
    country: 'DE',
    cities: ['Köln', 'Leipzig', 'München'],
    given: same('Jürgen Anneliese Jonas Käthe Lukas Mia Björn Greta Sören Frieda'),
    family: same('Müller Schäfer Groß Weiß Krüger Lindner Vogel Jäger'),
  },
  {
    share: 0.02,
    language: 'pl',
    country: 'PL',
    cities: ['Łódź', 'Gdańsk', 'Kraków'],
    given: same('Łukasz Tomasz Zofia Agnieszka Wojciech Małgorzata Kacper Hania'),
    family: same('Kowalczyk Wiśniewski Zieliński Wójcik Dąbrowski Król'),
  },
  {
    share: 0.02,
    language: 'sv',
    country: 'SE',
    cities: ['Malmö', 'Göteborg'],
    given: same('Åsa Søren Björk Elsa Nils Freja Håkan Astrid'),
    family: same('Lindqvist Guðmundsdóttir Øverland Bergström Nyström Dahl'),
  },
  {
    share: 0.02,
    language: 'tr',
    country: 'TR',
    cities: ['İstanbul', 'İzmir', 'Eskişehir'],
    given: same('Ayşe Mehmet Çağla Emre Gül Işık Onur Şeyma'),
    family: same('Yılmaz Öztürk Kaya Şahin Çelik Aydın'),
  },
  {
    share: 0.03,
    language: 'vi',
    country: 'VN',
    cities: ['Hà Nội', 'Đà Nẵng', 'Huế'],
    familyFirst: false,
    given: same('Linh Hương Minh Thảo Dũng Phúc Ngọc Quân'),
    family: same('Nguyễn Trần Lê Phạm Võ Đặng'),
  },
]
