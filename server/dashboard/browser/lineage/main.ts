/** Starts the page of the flow: asks for it every two seconds while it is looked at. */
import { byId, setText } from '../dom.js';
import { clock } from '../format/times.js';
import { askJson, Refused, Unauthorized } from '../live/api.js';
import { Banners } from '../view/banners.js';
import { themeButton } from '../view/theme.js';
import { TokenForm } from '../view/token-form.js';
import { detailsOf } from './details.js';
import { Drawing } from './drawing.js';
import { arrowsOf, type Lineage, shapeOf } from './graph.js';
import { FlowList } from './list.js';

const ASK_EVERY = 2000;
const GIVE_UP_AFTER = 10_000;

const banners = new Banners();
const tokenForm = new TokenForm(() => void look());
const tokenDialog = byId<HTMLDialogElement>('token-dialog');
const details = byId('details');
let lineage: Lineage | undefined;
let drawing: Drawing | undefined;
let list: FlowList | undefined;
let chosen: string | undefined;
let isAsking = false;

themeButton(byId<HTMLButtonElement>('theme'));
byId('close').addEventListener('click', () => choose(undefined));
document.addEventListener('keydown', ({ key }) => {
  if (key === 'Escape') choose(undefined);
});
setInterval(() => {
  if (!document.hidden && !tokenDialog.open) void look();
}, ASK_EVERY);
void look();

async function look(): Promise<void> {
  if (isAsking) return;
  isAsking = true;
  try {
    show(await askJson<Lineage>('lineage', AbortSignal.timeout(GIVE_UP_AFTER)));
    banners.show('connection', undefined);
  } catch (error) {
    if (error instanceof Unauthorized) tokenForm.open();
    else
      banners.show(
        'connection',
        error instanceof Refused ? error.message : 'Connection lost: figures are as they were.',
      );
  } finally {
    isAsking = false;
  }
}

function show(now: Lineage): void {
  const isSame = lineage !== undefined && shapeOf(lineage) === shapeOf(now);
  lineage = now;
  const arrows = arrowsOf(now.edges);
  if (isSame) {
    drawing?.update(now.nodes, arrows);
    list?.update(now.nodes, arrows);
  } else {
    drawing = new Drawing(now.nodes, arrows, choose);
    list = new FlowList(now.nodes, arrows, choose);
    byId('drawing').replaceChildren(drawing.element);
    byId('list').replaceChildren(list.element);
    drawing.choose(chosen);
  }
  setText(byId('clock'), `as of ${clock(Date.parse(now.at))} UTC`);
  describe();
}

function choose(id: string | undefined): void {
  chosen = id;
  drawing?.choose(id);
  describe();
}

function describe(): void {
  const node = lineage?.nodes.find(({ id }) => id === chosen);
  details.hidden = node === undefined;
  if (node === undefined || lineage === undefined) return;
  byId('made-of').replaceChildren(...detailsOf(node, lineage.nodes, arrowsOf(lineage.edges)));
}
