# What the scripts quickstart, verify and bench/startup share. Sourced, with $root set to the folder of the checkout.

fail() {
  printf '%s: %s\n' "$1" "$2" >&2
  exit 1
}

# Sets JAVA and JAVA_HOME to a Java 17 with a compiler, or says what is missing. $1 is the script.
need_java() {
  seen=
  for candidate in "${JAVA_HOME:-}" "$(command -v javac >/dev/null 2>&1 && dirname "$(dirname "$(readlink -f "$(command -v javac)")")" || :)" /usr/lib/jvm/*; do
    [ -n "$candidate" ] && [ -x "$candidate/bin/java" ] || continue
    major=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$candidate/release" 2>/dev/null || :)
    if [ "$major" = 17 ] && [ -x "$candidate/bin/javac" ]; then
      JAVA_HOME=$candidate
      JAVA=$candidate/bin/java
      export JAVA_HOME
      return
    fi
    seen="$seen
  $candidate is Java ${major:-of unknown version}$([ -x "$candidate/bin/javac" ] || echo ', without a compiler')"
  done
  fail "$1" "a JDK of Java 17 is needed.${seen:-
  No Java was found in JAVA_HOME, on the PATH or in /usr/lib/jvm.}
  On Debian: apt-get install openjdk-17-jdk-headless"
}

# Stops with clear words when Maven is missing or too old. $1 is the script.
need_maven() {
  command -v mvn >/dev/null 2>&1 || fail "$1" "Maven 3.8 or newer is needed to build. On Debian: apt-get install maven"
}

# Sets bundle to the folder of a bundle that is as new as the sources, building it when it is not. $1 is the script.
build_bundle() {
  version=$(sed -n 's:^  <version>\(.*\)</version>$:\1:p' "$root/pom.xml" | head -n 1)
  bundle=$root/assembly/target/waypost-$version
  stamp=$root/assembly/target/bundle.stamp
  if [ -e "$stamp" ] && [ -x "$bundle/bin/waypost" ] && [ -z "$(newer_than "$stamp")" ]; then
    return
  fi
  need_maven "$1"
  echo "$1: building the bundle; the first time Maven fetches what it needs, which takes some minutes"
  begun=$(mktemp)
  if ! (cd "$root" && mvn -B -ntp -q -Dmaven.test.skip=true -Dspotless.check.skip=true -Dwaypost.archives.skip=true \
    -pl assembly,bench -am package); then
    rm -f "$begun"
    fail "$1" "the build failed; the reason stands above"
  fi
  # What changed while the build ran counts as newer.
  mv "$begun" "$stamp"
}

# Runs a measurement of the bundle. $1 is its class, $2 its heap; the rest is for it.
run_bench() {
  class=$1
  heap=$2
  shift 2
  mkdir -p "$root/var/bench"
  exec "$JAVA" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC "$heap" -Dfile.encoding=UTF-8 \
    -cp "$root/bench/target/classes:$root/testing/target/classes:$bundle/lib/*" \
    "$class" --home "$bundle" --var "$root/var/bench" "$@"
}

# The first source that is newer than the file $1.
newer_than() {
  find "$root" \( -name target -o -name var -o -name .git \) -prune -o -type f -newer "$1" \
    \( -path '*/src/main/*' -o -path "$root/assembly/src/bundle/*" -o -path "$root/conf/*" -o -path "$root/engines/*" \
    -o -name pom.xml \) -print | head -n 1
}
