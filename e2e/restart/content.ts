import '../bridge/content';
