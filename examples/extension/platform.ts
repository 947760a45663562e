/**
 * Everything in which the browsers differ for this extension, at build time and at run time. All else is one source.
 */
export const PLATFORMS = ['chrome', 'firefox'] as const;
export type Platform = (typeof PLATFORMS)[number];

/** Pins the add-on in Firefox, as `key` does in Chromium. */
export const FIREFOX_ID = 'demo@nightdesk.example';

/** What the build's code may use: the oldest versions that have all of the extension's APIs. */
export const BUILD_TARGETS = ['chrome116', 'firefox140'];

/** @throws Error that names what there is */
export function platformOf(name: string | undefined): Platform {
  const found = PLATFORMS.find((platform) => platform === (name || 'chrome'));
  if (!found) throw new Error(`NIGHTDESK_BROWSER must be one of ${PLATFORMS.join(', ')}, not "${name}".`);
  return found;
}

/** The manifest as `platform` wants it. */
export function manifestFor(platform: Platform, manifest: chrome.runtime.ManifestV3): object {
  if (platform === 'chrome') return manifest;
  const worker = (manifest.background as { service_worker: string }).service_worker;
  return {
    ...manifest,
    // Chromium's own; what is undefined is not written.
    key: undefined,
    minimum_chrome_version: undefined,
    side_panel: undefined,
    browser_specific_settings: {
      gecko: {
        id: FIREFOX_ID,
        strict_min_version: '140.0',
        data_collection_permissions: { required: ['authenticationInfo', 'personallyIdentifyingInfo'] },
      },
    },
    // Firefox runs the worker's script in an event page, which it ends when idle just the same.
    background: { scripts: [worker] },
    permissions: manifest.permissions?.filter((permission) => permission !== 'sidePanel'),
    sidebar_action: {
      default_panel: manifest.side_panel?.default_path,
      default_title: manifest.action?.default_title,
      default_icon: manifest.icons,
      open_at_install: false,
    },
    // Firefox's default would turn http into https, where a local server in development may only speak http.
    content_security_policy: { extension_pages: "script-src 'self'; object-src 'self'" },
  };
}

/**
 * Opens the side panel (Firefox: the sidebar). To be called in the very turn of a click: both browsers refuse it
 * later, so the window is not looked up first.
 */
export async function openSidePanel(): Promise<void> {
  const { sidebarAction } = chrome as unknown as { sidebarAction?: { open(): Promise<void> } };
  if (sidebarAction) await sidebarAction.open();
  else await chrome.sidePanel.open({ windowId: chrome.windows.WINDOW_ID_CURRENT });
}
