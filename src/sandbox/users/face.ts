const skins = ['f6d2b8', 'e8b48c', 'c98a5e', 'a0663f', '7a4a2b', 'f2c6a0']
const hairs = ['2b1d14', '5a3a22', '8c5a2b', 'c9993f', '1f1f28', '8a8a92', 'a63c2e']
const shirts = ['3f7cac', '5b8e7d', 'bc4b51', 'f4a259', '6d597a', '355070', '2a9d8f', 'e76f51']
const walls = ['e8f1f2', 'fdf0d5', 'e9edc9', 'fbe4e4', 'e0e1f5', 'dff3e4', 'f4e9f9']

/** How many faces there are: one per mix of skin, hair, shirt and wall. */
export const FACES = skins.length * hairs.length * shirts.length * walls.length

/**
 * A picture's address. `face:N` stands for a small portrait drawn here, as a data address: the
 * community has pictures without a network, and a million of them take no room in the store.
 */
export function faceAddress(image: string | null): string | null {
  if (image === null || !image.startsWith('face:')) return image
  let left = Number(image.slice(5))
  const take = (list: string[]) => {
    const color = list[left % list.length]
    left = Math.floor(left / list.length)
    return `fill='%23${color}'`
  }
  const [skin, hair, shirt, wall] = [take(skins), take(hairs), take(shirts), take(walls)]
  return (
    "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'%3E" +
    `%3Cpath ${wall} d='M0 0h32v32H0z'/%3E%3Cpath ${shirt} d='M4 32a12 9 0 0 1 24 0'/%3E` +
    `%3Ccircle ${hair} cx='16' cy='12' r='8'/%3E%3Ccircle ${skin} cx='16' cy='14' r='6'/%3E%3C/svg%3E`
  )
}
