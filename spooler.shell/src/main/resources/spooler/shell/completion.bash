# Completes the commands of the spooler in bash. In ~/.bashrc: source <(spooler completion bash)
_spooler() {
  local cur=${COMP_WORDS[COMP_CWORD]} verb= flags= i
  local words=()
  for ((i = 1; i < COMP_CWORD; i++)); do
    case ${COMP_WORDS[i]} in
      --home | --set) [[ -n $verb ]] || { ((i++)); continue; } ;;
      -*) [[ -n $verb ]] || continue ;;
    esac
    words+=("${COMP_WORDS[i]}")
    [[ -n $verb ]] || verb=${COMP_WORDS[i]}
  done
  if [[ -z $verb ]]; then
    mapfile -t COMPREPLY < <(compgen -W '@VERBS@ run demo --home --set --help --version' -- "$cur")
    return
  fi
  case $verb in
@FLAGS@
  esac
  if [[ $cur == -* ]]; then
    mapfile -t COMPREPLY < <(compgen -W "$flags" -- "$cur")
    return
  fi
  mapfile -t COMPREPLY < <("${COMP_WORDS[0]}" complete "${words[@]}" "$cur" 2>/dev/null)
  if ((${#COMPREPLY[@]} == 0)); then
    compopt -o default
  fi
  case ${COMPREPLY[*]} in *[=\<\>]) compopt -o nospace ;; esac
}
complete -F _spooler spooler ./spooler bin/spooler
