// How many threads hold something unread, beside the link in the header. The link leads on without it.

const link = document.querySelector("[data-unread]");

async function show() {
  const answer = await fetch(link.dataset.unread, { headers: { Accept: "application/json" } });
  if (!answer.ok || answer.redirected) return;
  const { count } = await answer.json();
  if (!count) return;
  const badge = link.querySelector("[data-unread-count]");
  badge.textContent = count > 99 ? "99+" : String(count);
  badge.hidden = false;
}

if (link) show().catch(() => {});
