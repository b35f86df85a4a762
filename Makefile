# How `sam build` makes the package: the two functions share one, so Maven runs once and each unpacks it.
# Everything else is done with ./mvnw.
.PHONY: build-AlertFunction build-SweepFunction
.NOTPARALLEL:

# The package may be older than this, or one that was refused before: so it is judged each time.
build-AlertFunction build-SweepFunction: target/lambda.zip
	ops/check-package $<
	python3 -m zipfile -e $< "$(ARTIFACTS_DIR)"

# Folders too, so that a deleted file counts as a change.
target/lambda.zip: pom.xml $(shell find src/main src/assembly)
	./mvnw -q -B -DskipTests package
	touch $@
