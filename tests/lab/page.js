// Runs in the page and in its worker: does what each step asks, and says what script saw.
// Must not look at anything that a page could not look at.

const attempts = {
  fetch: async (step) => {
    const response = await fetch(step.url, step.init);
    await response.text();
  },
  xhr: (step) =>
    new Promise((resolve, reject) => {
      const request = new XMLHttpRequest();
      request.open(step.init.method ?? "GET", step.url);
      request.withCredentials = step.init.credentials === "include";
      for (const [name, value] of Object.entries(step.init.headers ?? {})) {
        request.setRequestHeader(name, value);
      }
      request.onload = resolve;
      request.onerror = () => reject(new Error("error event"));
      request.send(step.init.body);
    }),
  font: async (step) => {
    await new FontFace("lab", `url("${step.url}")`).load();
  },
  img: (step) => element(step, "img", "src"),
  script: (step) => element(step, "script", "src"),
  style: (step) => element(step, "link", "href"),
};

function element(step, name, attribute) {
  return new Promise((resolve, reject) => {
    const made = document.createElement(name);
    if (name === "link") made.rel = "stylesheet";
    if (step.crossorigin) made.crossOrigin = step.crossorigin;
    made.onload = resolve;
    made.onerror = () => reject(new Error("error event"));
    made[attribute] = step.url;
    document.body.append(made);
  });
}

async function attempt(step) {
  try {
    await attempts[step.via](step);
    return { outcome: "ok" };
  } catch (error) {
    return { outcome: "blocked", thrown: String(error) };
  }
}

let worker;

function inWorker(step) {
  worker ??= new Worker("/page.js");
  return new Promise((resolve) => {
    worker.onmessage = (event) => resolve(event.data);
    worker.postMessage(step);
  });
}

// One step after the other, so that those that share a URL stand in the capture in their order.
async function run(steps) {
  const seen = [];
  for (const step of steps) {
    seen.push(await (step.worker ? inWorker(step) : attempt(step)));
  }
  return seen;
}

async function runAsText(steps) {
  return JSON.stringify(await run(JSON.parse(steps)));
}

if (typeof document === "undefined") {
  onmessage = async (event) => postMessage(await attempt(event.data));
}
