module runbook.test/flagger

go 1.24

require github.com/fluxcd/flagger v1.36.1
