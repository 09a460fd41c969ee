
mod {{judge}} {
    use ::{{library}}::judge;

    const TOKEN: &str = "{{token}}";

    pub fn watch_panics(first_line: u32) {
        judge::watch_panics(TOKEN, first_line);
    }

    pub fn plain<T>(value: T) -> T {
        judge::look_at(TOKEN, ::std::any::type_name::<T>());
        value
    }

    pub fn finish() {
        judge::finish(TOKEN);
    }
}
