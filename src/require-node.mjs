// Plain JavaScript on purpose: an old Node must be able to read this file to be told it is too old.
const [major, minor] = process.versions.node.split('.').map(Number)
if (major < 22 || (major === 22 && minor < 19)) {
  console.error(
    `Steward needs Node 22.19 or newer; this is ${process.versions.node}. ` +
      'On Linux (x64, arm64) and Windows (x64), `npm ci` with optional dependencies brings Node 24 along.',
  )
  process.exit(1)
}
