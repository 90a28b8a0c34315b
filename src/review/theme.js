// Before anything is drawn, so that a dark page does not begin with a flash.
try {
  const theme = localStorage.getItem('nianbao.theme')
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme
} catch {
  // The browser keeps nothing for pages opened from a folder.
}
