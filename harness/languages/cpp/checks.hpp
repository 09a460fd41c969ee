// Stands between a program and its tests, in the namespace of the tests.
namespace perforch_checks {
struct nothing {};
// They hide what a program declared globally for the same operators: types of std keep the operators of std.
void operator==(nothing, nothing);
void operator!=(nothing, nothing);
void operator<(nothing, nothing);
void operator<=(nothing, nothing);
void operator>(nothing, nothing);
void operator>=(nothing, nothing);
void operator+(nothing, nothing);
void operator-(nothing, nothing);
void operator&&(nothing, nothing);
void operator||(nothing, nothing);
void operator!(nothing);
using namespace std;

constexpr bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

constexpr bool same_word(const char *text, const char *word) {
    while (*word && *text == *word) ++text, ++word;
    return !*word && !is_letter(*text);
}

/** Whether a type, or an argument of its template, is neither built in nor of the libraries. */
template <class Type> constexpr bool is_own() {
    const char *known[] = {"std", "boost", "__gnu_cxx", "bool", "char", "short", "int", "long", "unsigned", "signed",
                           "float", "double", "void", "const", "wchar_t", "char8_t", "char16_t", "char32_t",
                           "__int128", "true", "false", "decltype", "nullptr"};
    const char *at = __PRETTY_FUNCTION__;
    while (*at != '=') ++at;
    for (; *at && *at != ']' && *at != ';'; ++at) {
        if (!is_letter(*at)) continue;
        bool first = !(at[-1] == ':' && at[-2] == ':'), good = !first || (*at >= '0' && *at <= '9');
        for (const char *word : known) good = good || same_word(at, word);
        if (!good) return true;
        while (is_letter(at[1])) ++at;
    }
    return false;
}

/** What the tests compare: a value that has no operators of the program's own. */
template <class Type> auto plain(Type &&value) {
    using Bare = ::std::remove_cvref_t<Type>;
    if constexpr (__is_enum(Bare)) return static_cast<__underlying_type(Bare)>(value);
    else {
        if constexpr (is_own<Bare>()) ::perforch_fail(PERFORCH_TOKEN, "the result is of a type of the program's own", 0);
        return Bare(static_cast<Type &&>(value));
    }
}
