namespace CometRunway.Videos.Gallery;

/// <summary>The style and script of the page. The content security policy contains their hashes, so no other script can run. The line endings are normalised, because browsers compute the hashes with line feeds.</summary>
internal static class GalleryAssets
{
    public static string Style { get; } = """
        :root { color-scheme: light dark; --page: #f6f5f2; --card: #fff; --ink: #1d1c1a; --soft: #64615b; --line: #e3e0da; --accent: #9a4a12; --warn: #7a5200; --warn-back: #fdf3d8; }
        @media (prefers-color-scheme: dark) { :root { --page: #131316; --card: #1d1d22; --ink: #ecebe8; --soft: #a3a09a; --line: #303038; --accent: #f0a368; --warn: #f2cf7d; --warn-back: #332a12; } }
        * { box-sizing: border-box; }
        [hidden] { display: none !important; }
        body { margin: 0; padding: 0 clamp(1rem, 4vw, 3rem) 4rem; background: var(--page); color: var(--ink); font: 16px/1.5 system-ui, sans-serif; }
        header { display: flex; flex-wrap: wrap; align-items: baseline; gap: .25rem 1.25rem; padding: 2.25rem 0 1.5rem; }
        h1 { margin: 0; font-size: 1.75rem; font-weight: 650; letter-spacing: -.02em; }
        header p { margin: 0; color: var(--soft); }
        label { margin-left: auto; }
        label span { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
        input { width: 17rem; max-width: 100%; padding: .5rem .8rem; border: 1px solid var(--line); border-radius: .6rem; background: var(--card); color: inherit; font: inherit; }
        .keys { width: 100%; font-size: .8rem; }
        kbd { padding: 0 .35em; border: 1px solid var(--line); border-radius: .3em; background: var(--card); font: inherit; }
        main { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 24rem), 1fr)); align-items: start; gap: 1.5rem; }
        article { overflow: hidden; border: 1px solid var(--line); border-radius: 1rem; background: var(--card); }
        article:focus-within { border-color: var(--accent); }
        video, .gone { display: block; width: 100%; aspect-ratio: 16 / 9; background: #000; object-fit: contain; }
        .gone { display: grid; place-items: center; padding: 1rem; background: var(--line); color: var(--soft); text-align: center; }
        .about { padding: 1rem 1.15rem 1.1rem; overflow-wrap: anywhere; }
        h2 { display: -webkit-box; margin: 0 0 .35rem; overflow: hidden; font-size: 1.05rem; font-weight: 600; line-height: 1.4; white-space: pre-line; -webkit-box-orient: vertical; -webkit-line-clamp: 4; }
        article:has(details[open]) h2 { display: block; }
        .facts, details { margin: 0; color: var(--soft); font-size: .875rem; font-variant-numeric: tabular-nums; }
        .facts span { display: inline-block; }
        .differs { margin: .6rem 0 0; padding: .4rem .7rem; border-radius: .5rem; background: var(--warn-back); color: var(--warn); font-size: .875rem; }
        details { margin-top: .6rem; }
        summary { width: max-content; cursor: pointer; }
        dl { display: grid; grid-template-columns: max-content 1fr; gap: .25rem 1rem; margin: .6rem 0 0; }
        dt { color: var(--soft); }
        dd { margin: 0; color: var(--ink); }
        a { color: var(--accent); }
        :focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
        .empty { padding: 4rem 0; color: var(--soft); text-align: center; }
        """.ReplaceLineEndings("\n");

    public static string Script { get; } = """
        'use strict';
        const cards = [...document.querySelectorAll('article')];
        const search = document.getElementById('search');
        const shown = () => cards.filter(card => !card.hidden);
        document.addEventListener('play', event => {
          for (const video of document.querySelectorAll('video')) if (video !== event.target) video.pause();
        }, true);
        search?.addEventListener('input', () => {
          const words = search.value.toLowerCase().split(/\s+/);
          for (const card of cards) card.hidden = !words.every(word => card.dataset.text.includes(word));
          document.getElementById('none').hidden = shown().length > 0;
        });
        function step(by) {
          const list = shown();
          const at = list.findIndex(card => card.contains(document.activeElement));
          const next = list[Math.max(0, Math.min(list.length - 1, at < 0 ? 0 : at + by))];
          (next?.querySelector('video') ?? next?.querySelector('summary'))?.focus();
          next?.scrollIntoView({ block: 'center' });
        }
        document.addEventListener('keydown', event => {
          if (event.ctrlKey || event.metaKey || event.altKey) return;
          if (event.target === search) { if (event.key === 'Escape') search.blur(); return; }
          if (event.key === 'j') step(1);
          else if (event.key === 'k') step(-1);
          else if (event.key === '/' && search) { event.preventDefault(); search.focus(); }
        });
        document.documentElement.dataset.ready = 'true';
        """.ReplaceLineEndings("\n");
}
