// A worker that answers pages and, through `exposeAuth()`, content scripts.
import '../bridge/worker';
import '../fixture-extension/worker';
