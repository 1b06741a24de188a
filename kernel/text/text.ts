// Vietnamese text and the texts of the city: folding, search, masking, languages and translation.
export { type CompiledMessage, type Catalogue, catalogue, type Translate } from './catalogue.ts';
export { collectMessages, type CollectedMessages } from './collect.ts';
export { fold, foldedEquals, withoutMarks } from './fold.ts';
export { isLang, type Lang, languages, type LanguageWishes, pickLanguage } from './languages.ts';
export {
  findPersonalData,
  maskPersonalData,
  type MaskedText,
  type PersonalKind,
  type PersonalSpan,
} from './mask.ts';
export { normalise } from './normalise.ts';
export { sharedShare, tellingWords } from './likeness.ts';
export { bigrams, searchQuery, type SearchQuery, searchTerms, syllables } from './search.ts';
export { slug } from './slug.ts';
