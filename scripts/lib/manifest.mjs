// The parts of package.json and package.nls.json that are made from tables.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import esbuild from 'esbuild';
import prettier from 'prettier';

/** The table of settings, out of the TypeScript source. */
async function settingRows(root) {
  const { outputFiles } = await esbuild.build({
    entryPoints: [join(root, 'server/src/schema/settings.ts')],
    bundle: true,
    write: false,
    format: 'esm',
    logLevel: 'error',
  });
  const url = `data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString('base64')}`;
  return (await import(url)).settingRows;
}

/** The texts that package.json and package.nls.json should have, by file name. */
export async function manifestOf(root) {
  const rows = await settingRows(root);
  const parts = JSON.parse(await readFile(join(root, 'client/manifest.json'), 'utf8'));
  const manifest = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
  const texts = {};
  const named = (key, text) => {
    texts[key] = text;
    return `%${key}%`;
  };
  const properties = {};
  for (const { key, scope, description, schema, restricted } of rows) {
    const name = `settings.${key.slice('amanda.'.length)}`;
    const { markdownEnumDescriptions, ...rest } = schema;
    properties[key] = {
      ...rest,
      scope,
      ...(restricted ? { restricted } : {}),
      markdownDescription: named(name, description),
      ...(markdownEnumDescriptions
        ? {
            markdownEnumDescriptions: markdownEnumDescriptions.map((text, i) =>
              named(`${name}.${schema.enum[i]}`, text),
            ),
          }
        : {}),
    };
  }
  const { commands, menus, views, tasks, problemMatchers, walkthrough, capabilities, ...top } = parts;
  Object.assign(manifest, top, {
    description: named('description', parts.description),
    capabilities: {
      ...capabilities,
      untrustedWorkspaces: {
        ...capabilities.untrustedWorkspaces,
        description: named('untrusted', capabilities.untrustedWorkspaces.description),
        restrictedConfigurations: rows.filter((row) => row.restricted).map((row) => row.key),
      },
    },
  });
  Object.assign(manifest.contributes, {
    configuration: { title: 'Amanda', properties },
    commands: commands.map(({ title, enablement, icon, command }) => ({
      command,
      title: named(`command.${command.slice('amanda.'.length)}`, title),
      category: 'Amanda',
      ...(icon ? { icon } : {}),
      ...(enablement ? { enablement } : {}),
    })),
    menus,
    viewsContainers: { activitybar: [views.container] },
    views: {
      [views.container.id]: views.views.map((view) => ({
        ...view,
        name: named(`view.${view.id}`, view.name),
      })),
    },
    viewsWelcome: views.welcome.map(({ view, contents, ...rest }) => ({
      view,
      contents: named(`welcome.${view}`, contents),
      ...rest,
    })),
    taskDefinitions: [
      {
        ...tasks,
        properties: Object.fromEntries(
          Object.entries(tasks.properties).map(([key, { description, ...property }]) => [
            key,
            { ...property, description: named(`task.${key}`, description) },
          ]),
        ),
      },
    ],
    problemMatchers,
    walkthroughs: [
      {
        ...walkthrough,
        title: named('walkthrough.title', walkthrough.title),
        description: named('walkthrough.description', walkthrough.description),
        steps: walkthrough.steps.map((step) => ({
          ...step,
          title: named(`walkthrough.${step.id}.title`, step.title),
          description: named(`walkthrough.${step.id}.description`, step.description),
        })),
      },
    ],
  });
  const text = (value) =>
    prettier.format(JSON.stringify(value), { parser: 'json-stringify', printWidth: 110 });
  return { 'package.json': await text(manifest), 'package.nls.json': await text(texts) };
}
