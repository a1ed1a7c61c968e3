# 本机网络的名称、端口和进程 / names, ports and processes of the local network. Part of ../network.
# shellcheck shell=bash disable=SC2034,SC2154

# --- 名称与端口 / names and ports -----------------------------------------------------------------------------------

msp_of() { case $1 in data-bureau) echo DataBureauMSP ;; audit-office) echo AuditOfficeMSP ;; esac; }
peer_crypto() { echo "$net/crypto/peerOrganizations/$1.example"; }
orderer_crypto() { echo "$net/crypto/ordererOrganizations/ordering.example/orderers/orderer$1.ordering.example"; }
ordering_ca() { echo "$net/crypto/ordererOrganizations/ordering.example/tlsca/tlsca.ordering.example-cert.pem"; }
orderer_numbers() { seq 0 $((orderers - 1)); }
processes() {
  local i org
  for i in $(orderer_numbers); do echo "orderer$i"; done
  for org in $organisations; do echo "peer-$org"; done
  for org in $organisations; do echo "contract-$org"; done
}

# port NAME KIND: a block of 50 ports from the base on
port() {
  case $1-$2 in
    orderer?-main) echo $((base + ${1#orderer})) ;;
    orderer?-admin) echo $((base + 10 + ${1#orderer})) ;;
    orderer?-operations) echo $((base + 20 + ${1#orderer})) ;;
    peer-data-bureau-main) echo $((base + 30)) ;;
    peer-data-bureau-contracts) echo $((base + 31)) ;;
    peer-data-bureau-operations) echo $((base + 32)) ;;
    contract-data-bureau-main) echo $((base + 33)) ;;
    peer-audit-office-main) echo $((base + 40)) ;;
    peer-audit-office-contracts) echo $((base + 41)) ;;
    peer-audit-office-operations) echo $((base + 42)) ;;
    contract-audit-office-main) echo $((base + 43)) ;;
  esac
}
kinds() { case $1 in orderer*) echo "main admin operations" ;; peer-*) echo "main contracts operations" ;; *) echo main ;; esac; }
taken() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

choose_ports() {
  local name kind free
  for base in $(seq 17050 50 18950); do
    free=yes
    for name in $(processes); do
      for kind in $(kinds "$name"); do
        if taken "$(port "$name" "$kind")"; then free=no; fi
      done
    done
    [ $free = no ] || return 0
  done
  fail 3 "17050 至 18999 之间没有空闲的端口段。" "No block of free ports between 17050 and 18999."
}

# --- 进程 / processes -----------------------------------------------------------------------------------------------

# When a process was born: a process id alone may have been given to another by now. Nothing if it is dead.
birth() {
  local state
  if [ -r "/proc/$1/stat" ]; then
    read -ra state <<<"$(sed 's/.*) //' "/proc/$1/stat" 2>/dev/null)"
    [ "${state[0]:-Z}" = Z ] || echo "$(cat /proc/sys/kernel/random/boot_id)-${state[19]}"
  else
    ps -o lstart= -p "$1" 2>/dev/null | tr -s ' ' '-' || true
  fi
}

# The process id under that name, if that very process runs.
running() {
  local pid born
  [ -f "$net/run/$1" ] && read -r pid born <"$net/run/$1" && kill -0 "$pid" 2>/dev/null && [ "$(birth "$pid")" = "$born" ] || return 1
  echo "$pid"
}

# start NAME COMMAND…: in the folder of that name, unless it runs.
start() {
  local name=$1 kind pid
  shift
  if running "$name" >/dev/null; then return 0; fi
  for kind in $(kinds "$name"); do
    if taken "$(port "$name" "$kind")"; then
      fail 3 "$name 的端口 $(port "$name" "$kind") 已被其他程序占用：请先停止该程序。" \
        "Port $(port "$name" "$kind") of $name is in use by another program: stop that first."
    fi
  done
  (cd "$net/$name" && exec nohup "$@") >>"$net/logs/$name.log" 2>&1 </dev/null &
  pid=$!
  echo "$pid $(birth "$pid")" >"$net/run/$name"
}

# Waits until its port is open.
await() {
  for _ in $(seq 600); do
    if taken "$(port "$1" main)"; then return 0; fi
    running "$1" >/dev/null || break
    sleep 0.1
  done
  fail 3 "$1 没有启动，原因见 $net/logs/$1.log：" "$1 did not start; see $net/logs/$1.log:" "$(tail -n 3 "$net/logs/$1.log")"
}

# Asks it to stop.
ask_to_stop() {
  local pid
  if pid=$(running "$1"); then kill "$pid" 2>/dev/null || true; fi
}

# Waits until it has stopped, and then no longer.
stop() {
  local pid
  ask_to_stop "$1"
  for _ in $(seq 200); do
    running "$1" >/dev/null || break
    sleep 0.1
  done
  if pid=$(running "$1"); then kill -9 "$pid" 2>/dev/null || true; fi
  rm -f "$net/run/$1"
}

# Whether the orderer knows who leads; before that it takes no transaction.
knows_leader() {
  {
    printf 'GET /metrics HTTP/1.0\r\n\r\n' >&3
    grep -q '^consensus_etcdraft_leader_changes{.*} [1-9]' <&3
  } 3<>"/dev/tcp/127.0.0.1/$(port "orderer$1" operations)"
}

start_orderer() {
  local name=orderer$1 at=$net/orderer$1
  start "$name" env FABRIC_CFG_PATH="$at" \
    ORDERER_GENERAL_LISTENADDRESS=127.0.0.1 ORDERER_GENERAL_LISTENPORT="$(port "$name" main)" \
    ORDERER_FILELEDGER_LOCATION="$at/ledger" ORDERER_CONSENSUS_WALDIR="$at/wal" ORDERER_CONSENSUS_SNAPDIR="$at/snapshots" \
    ORDERER_ADMIN_LISTENADDRESS="127.0.0.1:$(port "$name" admin)" \
    ORDERER_OPERATIONS_LISTENADDRESS="127.0.0.1:$(port "$name" operations)" orderer
}

# Puts what differs from core.yaml for that organisation's peer into `settings`.
peer_settings() {
  local address
  address=127.0.0.1:$(port "peer-$1" main)
  settings=(FABRIC_CFG_PATH="$net/peer-$1" CORE_PEER_ID="peer0.$1.example" CORE_PEER_LOCALMSPID="$(msp_of "$1")"
    CORE_PEER_LISTENADDRESS="$address" CORE_PEER_ADDRESS="$address"
    CORE_PEER_CHAINCODELISTENADDRESS="127.0.0.1:$(port "peer-$1" contracts)"
    CORE_PEER_GOSSIP_BOOTSTRAP="$address" CORE_PEER_GOSSIP_ENDPOINT="$address" CORE_PEER_GOSSIP_EXTERNALENDPOINT="$address"
    CORE_PEER_FILESYSTEMPATH="$net/peer-$1/data" CORE_LEDGER_SNAPSHOTS_ROOTDIR="$net/peer-$1/data/snapshots"
    CORE_CHAINCODE_EXTERNALBUILDERS="[{name: ccaas, path: '$here/builders/ccaas'}]"
    CORE_OPERATIONS_LISTENADDRESS="127.0.0.1:$(port "peer-$1" operations)")
}

start_peer() {
  local settings
  peer_settings "$1"
  start "peer-$1" env "${settings[@]}" peer node start
}

# as_admin ORGANISATION ARGUMENTS…: the peer command, as that organisation's administrator
as_admin() {
  local org=$1 settings
  shift
  peer_settings "$org"
  env "${settings[@]}" FABRIC_LOGGING_SPEC=error \
    CORE_PEER_MSPCONFIGPATH="$(peer_crypto "$org")/users/Admin@$org.example/msp" peer "$@"
}

start_contract() {
  start "contract-$1" env CHAINCODE_SERVER_ADDRESS="127.0.0.1:$(port "contract-$1" main)" \
    CORE_CHAINCODE_ID_NAME="$(cat "$net/contract-$1/package-id")" NOTARY_LOGS="$net/contract-$1/notary-logs.txt" \
    java -Xmx256m -XX:+UseSerialGC --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow -jar "$jar"
}

start_all() {
  local i org name
  for i in $(orderer_numbers); do start_orderer "$i"; done
  for org in $organisations; do
    start_peer "$org"
    start_contract "$org"
  done
  for name in $(processes); do await "$name"; done
}
