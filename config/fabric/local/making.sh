# 本机网络的建立 / how the local network is made. Part of ../network.
# shellcheck shell=bash disable=SC2034,SC2154

# --- 建网 / making the network --------------------------------------------------------------------------------------

demand_tools() {
  local missing="" tool
  for tool in peer orderer configtxgen cryptogen osnadmin; do
    command -v "$tool" >/dev/null || missing="$missing $tool"
  done
  [ -z "$missing" ] || fail 3 \
    "PATH 中没有$missing。请从 https://github.com/hyperledger/fabric/releases 下载 Fabric 2.5 的二进制包，解压后将其 bin 目录加入 PATH。" \
    "Not on PATH:$missing. Download the binaries of Fabric 2.5 from https://github.com/hyperledger/fabric/releases, unpack them and put their bin folder on PATH."
}

# The verifier key of the log: given, or that of the data folder, whose key is made if no log was ever there.
log_key() {
  local file=$data/secrets/log.key origin key=$given_key
  if [ -n "$given_key" ]; then
    # A file holds the key alone, or is a demo-credentials.json.
    if [ -f "$given_key" ]; then key=$(sed -n -e '/"logKey"/ {s/.*: *"\([^"]*\)".*/\1/p; d;}' -e '/^[^" ]*+[^" ]*$/p' "$given_key"); fi
    [[ $key == *+*+* && $key != *[[:space:]]* ]] ||
      fail 2 "--log-key 既不是日志的验证公钥，也不是含有它的文件。" "--log-key is neither a log's verifier key nor a file that holds one."
    echo "$key"
    return
  fi
  if [ ! -f "$file" ] && { [ -e "$data/postgres" ] || [ -e "$data/ledger" ] || [ -e "$data/remembered-checkpoint" ]; }; then
    fail 3 "$data 中有日志，但其密钥 $file 缺失：请恢复它，或用 --log-key 给出日志公钥。" \
      "There is a log in $data, but its key $file is missing: restore it, or give the log's verifier key with --log-key."
  fi
  (umask 077 && mkdir -p "$data/secrets")
  origin=$(sed -n 's/^ *origin: *\([^ #]*\).*/\1/p' "$home/config/application/application.yaml")
  java -cp "$jar" org.mingjing.notary.LogKey "$origin" "$file"
}

generate() {
  local i org key
  local draft=$net.new client=User1@data-bureau.example
  key=$(log_key)
  rm -rf "$draft"
  mkdir -p "$draft/logs" "$draft/run"
  cryptogen generate --config="$here/crypto-config.yaml" --output="$draft/crypto" >/dev/null
  for i in $(orderer_numbers); do
    mkdir -p "$draft/orderer$i"
    cp "$here/orderer.yaml" "$draft/orderer$i/"
    ln -s "../crypto/ordererOrganizations/ordering.example/orderers/orderer$i.ordering.example/"{msp,tls} "$draft/orderer$i/"
  done
  for org in $organisations; do
    mkdir -p "$draft/peer-$org" "$draft/contract-$org"
    cp "$here/core.yaml" "$draft/peer-$org/"
    ln -s "../crypto/peerOrganizations/$org.example/peers/peer0.$org.example/"{msp,tls} "$draft/peer-$org/"
    { cat "$here/notary-logs.txt"; printf '%s %s\n' "$key" "DataBureauMSP $client"; } >"$draft/contract-$org/notary-logs.txt"
    package "$org" "$draft/contract-$org" "$draft/peer-$org"
  done
  channel_configuration >"$draft/configtx.yaml"
  FABRIC_CFG_PATH=$draft FABRIC_LOGGING_SPEC=error configtxgen -profile Exchange -channelID $channel -outputBlock "$draft/$channel.block"
  printf 'base=%s\norderers=%s\n' "$base" "$orderers" >"$draft/network.conf"
  client_properties "$client" >"$draft/client.properties"
  mv "$draft" "$net"
}

# configtx.yaml with the addresses of this machine, and without the orderers that are not wanted.
channel_configuration() {
  local i expressions=()
  for i in 0 1 2; do
    if [ "$i" -ge "$orderers" ]; then
      expressions+=(-e "/orderer$i\.ordering\.example/d")
    else
      expressions+=(-e "s/- orderer$i\.ordering\.example:7050/- 127.0.0.1:$(port "orderer$i" main)/"
        -e "s/Host: orderer$i\.ordering\.example, Port: 7050/Host: 127.0.0.1, Port: $(port "orderer$i" main)/")
    fi
  done
  for i in $organisations; do
    expressions+=(-e "s/Host: peer0\.$i\.example, Port: 7051/Host: 127.0.0.1, Port: $(port "peer-$i" main)/")
  done
  sed "${expressions[@]}" "$here/configtx.yaml"
}

# The package that the peer installs holds no code, only where the organisation's process of the contract listens.
package() {
  printf '{"address":"127.0.0.1:%s","dial_timeout":"10s","tls_required":false}\n' "$(port "contract-$1" main)" >"$2/connection.json"
  printf '{"type":"ccaas","label":"%s_1"}\n' $contract >"$2/metadata.json"
  tar -C "$2" -czf "$2/code.tar.gz" connection.json
  tar -C "$2" -czf "$2/$contract.tgz" code.tar.gz metadata.json
  FABRIC_CFG_PATH=$3 FABRIC_LOGGING_SPEC=error peer lifecycle chaincode calculatepackageid "$2/$contract.tgz" >"$2/package-id"
}

client_properties() {
  local ours org
  ours=$(peer_crypto data-bureau)
  cat <<TEXT
channel=$channel
chaincode=$contract
mspId=DataBureauMSP
certificate=$ours/users/$1/msp/signcerts/$1-cert.pem
key=$ours/users/$1/msp/keystore/priv_sk
peer=127.0.0.1:$(port peer-data-bureau main)
tlsCertificate=$ours/tlsca/tlsca.data-bureau.example-cert.pem
TEXT
  for org in $organisations; do
    echo "organisation.$(msp_of "$org")=$(peer_crypto "$org")/ca/ca.$org.example-cert.pem"
  done
}

# again COMMAND…: until it succeeds, for half a minute; what it says is told only if it never does
again() {
  local said
  for _ in $(seq 60); do
    if said=$("$@" 2>&1); then return 0; fi
    sleep 0.5
  done
  fail 3 "未能完成 / failed: $*" "$said"
}

# osnadmin's exit code is 0 whatever the orderer answers.
join_orderer() {
  local tls ours
  tls=$(orderer_crypto "$1")/tls
  ours=(-o "127.0.0.1:$(port "orderer$1" admin)" --ca-file "$(ordering_ca)" --client-cert "$tls/server.crt" --client-key "$tls/server.key")
  if osnadmin channel list --channelID $channel "${ours[@]}" 2>/dev/null | grep -q 'Status: 200'; then return 0; fi
  osnadmin channel join --channelID $channel --config-block "$net/$channel.block" "${ours[@]}" 2>&1 | tee "$net/logs/join-orderer$1.log" | grep -q 'Status: 201'
}

join_peer() {
  if as_admin "$1" channel list 2>/dev/null | grep -qx $channel; then return 0; fi
  as_admin "$1" channel join -b "$net/$channel.block"
}

committed() { as_admin data-bureau lifecycle chaincode querycommitted -C $channel -n $contract 2>/dev/null; }

# Both organisations must endorse, whoever joins the channel later.
deploy() {
  local org ordering definition both=()
  ordering=(-o "127.0.0.1:$(port orderer0 main)" --tls --cafile "$(ordering_ca)")
  definition=(-C $channel -n $contract -v 1 --sequence 1 --signature-policy "AND('DataBureauMSP.peer','AuditOfficeMSP.peer')")
  for org in $organisations; do
    if ! as_admin "$org" lifecycle chaincode queryinstalled | grep -qF "$(cat "$net/contract-$org/package-id")"; then
      again as_admin "$org" lifecycle chaincode install "$net/contract-$org/$contract.tgz"
    fi
    both+=(--peerAddresses "127.0.0.1:$(port "peer-$org" main)" --tlsRootCertFiles "$(peer_crypto "$org")/tlsca/tlsca.$org.example-cert.pem")
  done
  if committed >/dev/null; then return 0; fi
  for org in $organisations; do
    as_admin "$org" lifecycle chaincode queryapproved -C $channel -n $contract --sequence 1 >/dev/null 2>&1 ||
      again as_admin "$org" lifecycle chaincode approveformyorg "${ordering[@]}" "${definition[@]}" \
        --package-id "$(cat "$net/contract-$org/package-id")"
  done
  again as_admin data-bureau lifecycle chaincode commit "${ordering[@]}" "${definition[@]}" "${both[@]}"
}

answers() { as_admin "$1" chaincode query -C $channel -n $contract -c '{"Args":["Head","none"]}'; }
