//! Nothing of its own: it exists so that its dependencies are built.
