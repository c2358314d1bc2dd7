// Looks for words in all actions. Without it the page is an index; from a file, where a browser reads no
// other files, it looks through the titles of the index.
'use strict';

const form = document.getElementById('search');
const input = document.getElementById('words');
const said = document.getElementById('search-said');
const found = document.getElementById('search-found');

/** The form in which texts are compared: width and case do not matter. */
const fold = (text) => text.normalize('NFKC').toLowerCase();

const titles = () => {
  const seen = new Map();
  for (const link of document.querySelectorAll('#search-index a')) {
    const [href, title] = [link.getAttribute('href'), link.textContent];
    seen.set(href, { href, title, all: fold(title) });
  }
  return [...seen.values()];
};

const whole = (one) => ({ ...one, all: fold([one.title, one.measure, one.owners, one.text].join('\n')) });

const read = async () => {
  try {
    const answer = await fetch(form.dataset.words);
    return { actions: (await answer.json()).map(whole), where: '' };
  } catch {
    return { actions: titles(), where: '（事業の名前だけをさがしました）' };
  }
};

const entry = (one) => {
  const item = document.createElement('li');
  const link = document.createElement('a');
  link.href = one.href;
  link.textContent = one.title;
  item.append(link);
  if (one.owners) item.append(`　${one.owners}`);
  return item;
};

let reading;

const look = async () => {
  reading ??= read();
  const { actions, where } = await reading;
  const words = fold(input.value).split(/\s+/).filter(Boolean);
  const hits = words.length ? actions.filter((one) => words.every((word) => one.all.includes(word))) : [];
  said.textContent = words.length ? `${hits.length}件見つかりました。${where}` : '';
  found.replaceChildren(...hits.map(entry));
};

form.hidden = false;
form.addEventListener('submit', (event) => { event.preventDefault(); look(); });
input.addEventListener('input', look);
