"""What a page must hold for who does not see it, or sees it small: scripts that list what it lacks."""

FAULTS = """() => {
    const found = [], shown = node => node.getClientRects().length > 0 && getComputedStyle(node).visibility !== 'hidden';
    const all = (selector, fault, what) => { for (const node of document.querySelectorAll(selector))
        if (shown(node) && fault(node)) found.push(`${what}: ${node.outerHTML.slice(0, 100)}`); };
    const named = node => [node.getAttribute('aria-label'), node.title, ...[...(node.labels ?? [])].map(label => label.textContent),
        node.matches('input, select, textarea') ? '' : node.textContent].some(text => text && text.trim());
    all('button, input, select, textarea, summary, a[href], [role=button], [role=tab], [role=slider], [role=region], svg[role]', node => !named(node), 'no name');
    all('img', node => !node.hasAttribute('alt'), 'no words for the picture');
    all('thead th', node => !node.hasAttribute('scope'), 'a head of nothing');
    all('[tabindex]', node => node.tabIndex > 0, 'out of the order');
    for (const name of ['aria-labelledby', 'aria-controls', 'aria-describedby'])
        all(`[${name}]`, node => node.getAttribute(name).split(' ').some(id => id && !document.getElementById(id)), 'points nowhere');
    const ids = [...document.querySelectorAll('[id]')].map(node => node.id).filter(Boolean);
    if (new Set(ids).size < ids.length) found.push('an id stands twice');
    if (!document.documentElement.lang || !document.title || !document.querySelector('meta[name=viewport]')) found.push('a page without language, title or width');
    if (!document.querySelector('h1')) found.push('no first heading');
    return found;
}"""
"""What has no name or no words, heads without scope, what comes out of its order: WCAG 1.1.1, 1.3.1, 2.4.2, 2.4.3, 3.1.1, 4.1.2."""

LIVE = "document.querySelector('[aria-live], [role=status], [role=alert]') !== null"
"""Whether something on the page tells of changes."""

SMALLEST_LETTERS = """() => {
    const svg = document.querySelector('.zz-drawn svg'), scale = svg.getBoundingClientRect().width / svg.viewBox.baseVal.width;
    const words = [...svg.querySelectorAll('text')].filter(text => text.textContent.trim());
    return Math.min(...words.map(text => parseFloat(getComputedStyle(text).fontSize) * scale));
}"""
"""The size of a picture's smallest letters, in pixels."""
