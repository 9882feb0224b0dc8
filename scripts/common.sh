# What demo-app/run and benchmarks/run share; sourced by both with $root set. Bash 3.2 is enough.

# The feature release of the JDK in a folder (8, 17, 25), from its "release" file; 0 if there is none.
feature_of() { # HOME
  local version
  version=$(sed -n 's/^JAVA_VERSION="\(1\.\)\{0,1\}\([0-9]*\).*/\2/p' "$1/release" 2>/dev/null) || true
  echo "${version:-0}"
}

java_on_path() {
  command -v java >/dev/null 2>&1 || return 0
  java -XshowSettings:properties -version 2>&1 | sed -n 's/^ *java\.home = //p'
}

java_candidates() {
  echo "${JAVA_HOME:-}"
  java_on_path
  local folder
  for folder in /usr/lib/jvm/* /usr/lib64/jvm/* /usr/java/* /usr/local/java/* /opt/* /opt/java/* /opt/jdk/* \
    "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* "$HOME"/.jenv/versions/* \
    "$HOME"/.local/share/mise/installs/java/* "$HOME"/.asdf/installs/java/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home \
    "$HOME"/Library/Java/JavaVirtualMachines/*/Contents/Home \
    /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
    /usr/local/opt/openjdk*/libexec/openjdk.jdk/Contents/Home; do
    echo "$folder"
  done
}

newest_java() {
  local home feature best=0 best_home=
  while IFS= read -r home; do
    [ -n "$home" ] && [ -x "$home/bin/java" ] || continue
    feature=$(feature_of "$home")
    if [ "$feature" -gt "$best" ]; then
      best=$feature
      best_home=$home
    fi
  done < <(java_candidates)
  echo "$best_home"
}

# Missing, or older than a source that goes into it.
stale() { # JAR FOLDER
  [ ! -f "$1" ] ||
    [ -n "$(find "$2" "$root/pom.xml" "$root/MANIFEST.MF" \
      \( -name target -o -name test \) -prune -o -type f \
      \( -name '*.java' -o -name '*.yaml' -o -name pom.xml -o -name MANIFEST.MF \) \
      -newer "$1" -print 2>/dev/null | head -n 1)" ]
}
