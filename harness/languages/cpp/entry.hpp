
template <class Declared, class Function> constexpr Function *entry_of(Function *function, int) { return function; }
/** Of several functions of one name the one that the problem declares. */
template <class Declared> constexpr Declared *entry_of(Declared *function, long) { return function; }
