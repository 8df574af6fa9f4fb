/** Starts the page of the flow: asks for it every two seconds while it is looked at. */
import { byId, setText } from '../dom.js';
import { clock } from '../format/times.js';
import { askJson, Refused, Unauthorized } from '../live/api.js';
import { Banners } from '../view/banners.js';
import { themeButton } from '../view/theme.js';
import { TokenForm } from '../view/token-form.js';
import { detailsOf } from './details.js';
import { Drawing } from './drawing.js';
import { type Graph, sameShape } from './graph.js';
import { FlowList } from './list.js';

const ASK_EVERY = 2000;

const banners = new Banners();
const tokenForm = new TokenForm(() => void look());
let graph: Graph = { nodes: [], edges: [] };
let drawing: Drawing | undefined;
let list: FlowList | undefined;
let chosen: string | undefined;
let isAsking = false;

themeButton(byId<HTMLButtonElement>('theme'));
setInterval(() => {
  if (!document.hidden && !byId<HTMLDialogElement>('token-dialog').open) void look();
}, ASK_EVERY);
void look();

async function look(): Promise<void> {
  if (isAsking) return;
  isAsking = true;
  try {
    show(await askJson<Graph>('lineage', AbortSignal.timeout(10_000)));
    banners.show('connection', undefined);
    setText(byId('clock'), `as of ${clock(Date.now())} UTC`);
  } catch (error) {
    if (error instanceof Unauthorized) tokenForm.open();
    else
      banners.show(
        'connection',
        error instanceof Refused ? error.message : 'Connection lost. What you see is as it was.',
      );
  } finally {
    isAsking = false;
  }
}

function show(now: Graph): void {
  const isSame = sameShape(graph, now);
  graph = now;
  if (!isSame || drawing === undefined || list === undefined) {
    drawing = new Drawing(now, choose);
    list = new FlowList(now, choose);
    byId('drawing').replaceChildren(drawing.element);
    byId('list').replaceChildren(list.element);
  } else {
    drawing.update(now);
    list.update(now);
  }
  describe();
}

function choose(id: string): void {
  chosen = id;
  describe();
  byId('details').scrollIntoView({ block: 'nearest' });
}

function describe(): void {
  const node = graph.nodes.find(({ id }) => id === chosen);
  if (node === undefined) return;
  drawing?.choose(node.id);
  byId('details').replaceChildren(...detailsOf(node, graph));
}
