// Before the first drawing, so that nothing flashes: what the person has chosen, where they have.
const kept = localStorage.getItem('taskport.theme')
if (kept === 'light' || kept === 'dark') document.documentElement.dataset.theme = kept
