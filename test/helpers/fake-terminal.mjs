// Loaded before the command (NODE_OPTIONS): standard output says that it is a terminal.
process.stdout.isTTY = true
if (process.env.FAKE_COLUMNS) process.stdout.columns = Number(process.env.FAKE_COLUMNS)
