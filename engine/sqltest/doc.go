// Package sqltest tries what package engine/sql writes in the databases that it writes for: a million random events are
// answered by DuckDB, PostgreSQL and two versions of ClickHouse, and each answer is compared with the engine's. It holds nothing but
// tests, and is a module of its own, so that no service that imports the library sees a database.
//
// Spark and Trino are not here: what is written for them is read by their grammars, and run by nobody. See README.md.
//
//	npm ci --ignore-scripts && go test .
//	go test . -short
//	LICET_SQL_ENGINES=duckdb,postgres LICET_SQL_ROWS=5000000 go test .
package sqltest
