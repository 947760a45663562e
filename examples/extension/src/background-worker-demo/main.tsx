import { mount } from '../shared/ui/mount.tsx';
import '../shared/ui/page.css';
import './demo.css';
import { BackgroundWorkerDemo } from './BackgroundWorkerDemo.tsx';

mount(<BackgroundWorkerDemo />);
