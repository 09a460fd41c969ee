// Package prepared names what programs may import beside the standard library.
package prepared

import _ "github.com/stretchr/testify/assert"
