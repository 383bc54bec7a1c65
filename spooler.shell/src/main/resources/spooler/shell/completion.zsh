#compdef spooler
# Completes the commands of the spooler in zsh. In ~/.zshrc, behind compinit: source <(spooler completion zsh)
_spooler() {
  local verb= flags= i
  local -a before found
  for ((i = 2; i < CURRENT; i++)); do
    case ${words[i]} in
      --home | --set) if [[ -z $verb ]]; then ((i++)); continue; fi ;;
      -*) [[ -n $verb ]] || continue ;;
    esac
    before+=("${words[i]}")
    [[ -n $verb ]] || verb=${words[i]}
  done
  if [[ -z $verb ]]; then
    compadd -- @VERBS@ run demo --home --set --help --version
    return
  fi
  case $verb in
@FLAGS@
  esac
  if [[ ${words[CURRENT]} == -* ]]; then
    compadd -- ${=flags}
    return
  fi
  found=("${(@f)$("${words[1]}" complete "${before[@]}" "${words[CURRENT]}" 2>/dev/null)}")
  found=(${found:#})
  if ((${#found})); then
    compadd -S '' -- ${(M)found:#*[=<>]}
    compadd -- ${found:#*[=<>]}
  else
    _files
  fi
}
compdef _spooler spooler ./spooler bin/spooler
