# How `sam build` makes the package: both functions share it, so Maven runs once and each function unpacks it.
# ./mvnw does everything else.
.PHONY: build-AlertFunction build-SweepFunction
.NOTPARALLEL:

# The package may be an older one, or one that was refused before, so it is checked each time.
build-AlertFunction build-SweepFunction: target/lambda.zip
	ops/check-package $<
	python3 -m zipfile -e $< "$(ARTIFACTS_DIR)"

# Folders too, so that a deleted file counts as a change.
target/lambda.zip: pom.xml $(shell find src/main src/assembly)
	./mvnw -q -B -DskipTests package
	touch $@
