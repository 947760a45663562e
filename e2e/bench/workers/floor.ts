// The floor: what any worker costs that answers a message.
chrome.runtime.onMessage.addListener((_message, _sender, respond) => {
  respond({ token: 'floor' });
  return true;
});
