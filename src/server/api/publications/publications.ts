import { createApiRouter } from '../api-env.ts';
import { publicationsAddApi } from './publications-add.ts';
import { publicationsJudgeApi } from './publications-judge.ts';
import { publicationsSearchApi } from './publications-search.ts';

/** The library: searching, reading, judging, adding. */
export const publicationsApi = createApiRouter()
  .route('/', publicationsSearchApi)
  .route('/', publicationsAddApi)
  .route('/', publicationsJudgeApi);
