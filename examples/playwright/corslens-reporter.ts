// A Playwright reporter: says for each failed test what the browser blocked, from its trace.
//
//   // playwright.config.ts
//   export default defineConfig({
//     use: { trace: "retain-on-failure" },
//     reporter: [["list"], ["./corslens-reporter.ts"]],
//   });
//
// corslens must be on the PATH; CORSLENS names another program.
import { spawnSync } from "node:child_process";

type Attachment = { name: string; path?: string };
type Result = { status: string; attachments: Attachment[] };
type Test = { title: string; titlePath?: () => string[] };

export default class CorslensReporter {
  onTestEnd(test: Test, result: Result): void {
    if (result.status === "passed" || result.status === "skipped") return;
    const recordings = result.attachments.filter(
      ({ name, path }) => path && (name === "trace" || /\.har(\.gz|\.zip)?$/.test(path)),
    );
    for (const { path } of recordings) {
      const run = spawnSync(process.env.CORSLENS ?? "corslens", ["check", "--summary", "--", path!], {
        encoding: "utf8",
      });
      // 1: something was blocked. Nothing is said of a test that failed for another reason.
      if (run.status === 1) {
        const title = test.titlePath ? test.titlePath().filter(Boolean).join(" › ") : test.title;
        process.stdout.write(`\n${title}: the browser blocked requests\n${run.stdout}`);
      } else if (run.error || run.status === 2) {
        process.stderr.write(`corslens: ${run.error?.message ?? run.stderr}\n`);
      }
    }
  }

  printsToStdio(): boolean {
    return false;
  }
}
