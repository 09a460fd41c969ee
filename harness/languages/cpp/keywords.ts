/**
 * Words that a program must not have redefined as macros by the time the tests are read. (`and`, `or` and their like are
 * operators, which no program can make macros.)
 */
export const PROTECTED_WORDS = (
  'alignas alignof asm assert auto bool break case catch char char8_t char16_t char32_t class ' +
  'co_await co_return co_yield concept const const_cast consteval constexpr constinit continue decltype default ' +
  'delete do double dynamic_cast else enum explicit export extern false float for friend goto if inline int long main ' +
  'mutable namespace new noexcept nullptr operator private protected public register ' +
  'reinterpret_cast requires return short signed sizeof static static_assert static_cast struct switch template this ' +
  'thread_local throw true try typedef typeid typename union unsigned using virtual void volatile wchar_t while ' +
  'perforch_fail perforch_finish perforch_tests'
).split(' ');
